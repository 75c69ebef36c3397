import { hashPassword } from '#lib/platform/password.ts';
import { encryptSecret } from '#lib/platform/crypto.ts';
import { db, type Tx } from '#lib/platform/db.ts';
import { env, type Env } from '#lib/platform/env.ts';
import { newPassword, readFirstSignIn, writeFirstSignIn, type FirstSignIn } from '#lib/platform/first-sign-in.ts';
import { newId } from '#lib/platform/ids.ts';
import { SANDBOX_LOGIN } from '#lib/platform/sandbox-process.ts';
import { PRODUCT_KINDS } from '#lib/domain/product-kind.ts';
import { normaliseAddress } from '#lib/upstream-accounts/login.ts';

/** Chosen once: first starts of several processes follow each other. */
const LOCK = 7_242_502;
const DEMO_PANEL_LOGIN = 'panel@example.com';

/** What the first run made. */
export type SeedReport = { readonly storeId: string; readonly signIn: FirstSignIn };

/**
 * Sets a new installation up, in one transaction: store, owner, default markup and upstream account; with the sandbox also a
 * customer whose panel can sign in. Null when there is a store already. Two processes at once make one store.
 */
export function seedFirstRun(now: Date): Promise<SeedReport | null> {
  const settings = env();
  return db().$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCK})`;
    if ((await tx.store.count()) > 0) return null;
    const signIn = chooseSignIn(settings);
    const storeId = await makeStore(tx, settings, signIn.admin.email, now);
    await makeOwner(
      tx,
      storeId,
      signIn.admin.email,
      settings.ADMIN_PASSWORD ?? signIn.admin.password ?? newPassword(),
      now,
    );
    await makeUpstreamAccount(tx, settings, storeId, now);
    if (signIn.panel) {
      const panelPasswordHash = await hashPassword(signIn.panel.password);
      const customer = { storeId, email: signIn.panel.login, country: 'DE', panelPasswordHash, createdAt: now };
      await tx.customer.create({ data: { id: newId('cus'), ...customer } });
    }
    // Before the commit: a process killed in between must not leave an owner whose password nobody knows.
    writeFirstSignIn(settings.DATA_DIR, signIn);
    return { storeId, signIn };
  });
}

function chooseSignIn(settings: Env): FirstSignIn {
  const earlier = readFirstSignIn(settings.DATA_DIR);
  const email = (settings.ADMIN_EMAIL ?? 'admin@example.com').toLowerCase();
  const password = settings.ADMIN_PASSWORD === undefined ? (earlier?.admin.password ?? newPassword()) : null;
  const panel = earlier?.panel ?? { login: DEMO_PANEL_LOGIN, password: newPassword() };
  return { admin: { email, password }, panel: settings.sandbox ? panel : null };
}

async function makeStore(tx: Tx, settings: Env, supportEmail: string, now: Date): Promise<string> {
  const id = newId('sto');
  const currency = settings.STORE_CURRENCY ?? 'EUR';
  await tx.store.create({ data: { id, name: 'Panelshop', currency, orderPrefix: 'A', supportEmail, createdAt: now } });
  const hosts = new Set([new URL(settings.publicUrl).hostname.toLowerCase(), 'localhost', '127.0.0.1']);
  await tx.storeHost.createMany({ data: [...hosts].map((host) => ({ host, storeId: id, createdAt: now })) });
  const percentBps = Math.round(settings.DEFAULT_MARKUP_PERCENT * 100);
  const markup = {
    storeId: id,
    scope: 'default',
    scopeKey: 'default',
    percentBps,
    rounding: 'x90',
    createdAt: now,
  } as const;
  await tx.markup.create({ data: { id: newId('mkp'), ...markup } });
  return id;
}

async function makeOwner(tx: Tx, storeId: string, email: string, password: string, now: Date): Promise<void> {
  const userId = newId('usr');
  await tx.user.create({
    data: { id: userId, email, name: 'Owner', passwordHash: await hashPassword(password), createdAt: now },
  });
  await tx.membership.create({ data: { userId, storeId, role: 'owner', createdAt: now } });
}

async function makeUpstreamAccount(tx: Tx, settings: Env, storeId: string, now: Date): Promise<void> {
  const id = newId('upa');
  const login =
    settings.UPSTREAM_URL === undefined
      ? {
          name: 'Sandbox',
          url: sandboxUrl(settings.SANDBOX_PORT),
          username: SANDBOX_LOGIN.user,
          password: SANDBOX_LOGIN.password,
        }
      : {
          name: new URL(settings.UPSTREAM_URL).hostname,
          url: normaliseAddress(settings.UPSTREAM_URL) ?? settings.UPSTREAM_URL,
          username: settings.UPSTREAM_USER ?? '',
          password: settings.UPSTREAM_PASSWORD ?? '',
        };
  const { password, ...shown } = login;
  const currency = settings.STORE_CURRENCY ?? 'EUR';
  const passwordEncrypted = encryptSecret(password, id);
  const kinds = [...PRODUCT_KINDS];
  await tx.upstreamAccount.create({
    data: { id, storeId, ...shown, kinds, passwordEncrypted, currency, isSandbox: settings.sandbox, createdAt: now },
  });
}

/** Where the sandbox of this machine answers the API. */
export function sandboxUrl(port: number): string {
  return `http://127.0.0.1:${port}/billmgr`;
}
