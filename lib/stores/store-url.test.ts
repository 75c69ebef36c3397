import { beforeAll, describe, expect, it } from 'vitest';
import { provideEnv } from '#lib/platform/env.ts';
import { storeUrl } from './store-url.ts';

const host = (name: string, day: number) => ({ host: name, createdAt: new Date(Date.UTC(2026, 0, day)) });

beforeAll(() => provideEnv({ PUBLIC_URL: 'https://main.example:8443/' }));

describe('a store’s address', () => {
  it('is PUBLIC_URL where the store has no host of its own', () => {
    expect(storeUrl([])).toBe('https://main.example:8443');
  });

  it('is PUBLIC_URL where that is one of its hosts, however many others are older', () => {
    expect(storeUrl([host('old.example', 1), host('main.example', 2)])).toBe('https://main.example:8443');
  });

  it('is its oldest host, with the protocol and port of PUBLIC_URL, where PUBLIC_URL is another store’s', () => {
    expect(storeUrl([host('second.example', 3), host('first.example', 2)])).toBe('https://first.example:8443');
  });
});
