import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { alone, noteStep } from './alone.mjs';
import { nodeBinary, packageFile, packageVersion, root } from './paths.mjs';
import { step, StepFailed } from './run.mjs';
import { clearStamp, fingerprint, isDone, writeStamp } from './stamp.mjs';

const INSTALL_STAMP = 'node_modules/.panelshop-install';
const GENERATE_STAMP = 'prisma/generated/.stamp';
const BUILD_STAMP = '.next/panelshop-build';

/** What the pages are made of. */
const BUILD_SOURCES = [
  'app',
  'components',
  'lib',
  'public',
  'prisma/schema.prisma',
  'next.config.js',
  'postcss.config.mjs',
  'proxy.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];

function npmWith(...words) {
  const options = [...words, '--include=dev', '--no-audit', '--no-fund'];
  // Started by npm, its own file tells which one; otherwise it is the one on the PATH.
  const npm = process.env.npm_execpath;
  return npm?.endsWith('.js') ? [process.execPath, [npm, ...options]] : ['npm', options];
}

function lockedPackages(file) {
  return JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
}

/** Whether npm itself says, in the list that it writes last, that it installed what the lockfile asks for. */
function isInstalled() {
  try {
    const installed = lockedPackages('node_modules/.package-lock.json');
    return Object.entries(lockedPackages('package-lock.json')).every(
      ([path, { version, optional }]) => path === '' || optional === true || installed[path]?.version === version,
    );
  } catch {
    return false;
  }
}

async function install() {
  const print = fingerprint(['package-lock.json', '.npmrc'], [process.platform, process.arch]);
  if (isDone(INSTALL_STAMP, print) && nodeBinary() !== null) return;
  if (!isInstalled() || nodeBinary() === null) await installPackages();
  if (nodeBinary() === null) {
    throw new StepFailed(
      'Node 24 was not installed: the install script of the package "node" did not run. Run npm rebuild node, or use Node 24 yourself.',
    );
  }
  writeStamp(INSTALL_STAMP, print);
}

async function installPackages() {
  const options = {
    // An install script of Prisma would download an engine that is never run; any program that exists will do.
    environment: { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1' },
    started: noteStep,
  };
  await step('Installing packages', ...npmWith('ci'), options).catch((error) => {
    // npm ci wants the packages of every system in the lockfile, also those that the registry did not have when it was
    // written. npm install takes from the same lockfile what this system needs, and leaves it as it is.
    if (!(error instanceof StepFailed) || !error.said.includes('EUSAGE')) throw error;
    return step('Installing packages of this system', ...npmWith('install', '--no-save'), options);
  });
}

async function generate(node) {
  const print = fingerprint(['prisma/schema.prisma', 'prisma.config.ts'], [packageVersion('prisma')]);
  if (isDone(GENERATE_STAMP, print)) return;
  clearStamp(GENERATE_STAMP);
  await step(
    'Generating the database client',
    node,
    [packageFile('prisma', 'build/index.js'), 'generate', '--no-hints'],
    {
      // Prisma would download an engine that generating never runs; any program that exists will do.
      environment: { PRISMA_SCHEMA_ENGINE_BINARY: node, PRISMA_HIDE_UPDATE_MESSAGE: '1', CHECKPOINT_DISABLE: '1' },
      started: noteStep,
    },
  );
  writeStamp(GENERATE_STAMP, print);
}

/** Builds the pages when what they are made of has changed. */
async function build(node) {
  const print = fingerprint(BUILD_SOURCES, [packageVersion('next')]);
  if (isDone(BUILD_STAMP, print) && existsSync(join(root, '.next/BUILD_ID'))) return;
  clearStamp(BUILD_STAMP);
  // A server must never start on half a build: without this file it refuses.
  rmSync(join(root, '.next/BUILD_ID'), { force: true });
  await step('Building the pages', node, [packageFile('next', 'dist/bin/next'), 'build'], {
    environment: { NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
    started: noteStep,
  });
  // Of the sources as they were before: what was changed during the build is built by the next start.
  writeStamp(BUILD_STAMP, print);
}

/** Installs and generates what is missing or stale and, with `pages`, builds. Gives the Node to go on with. */
export async function prepare({ pages }) {
  return alone(async () => {
    await install();
    const node = nodeBinary();
    await generate(node);
    if (pages) await build(node);
    return node;
  });
}
