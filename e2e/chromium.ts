import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright';

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** A browser that starts: a file that is there may still lack its libraries. */
function starts(path: string): boolean {
  return existsSync(path) && spawnSync(path, ['--version', '--no-sandbox'], { timeout: 20_000 }).status === 0;
}

/**
 * The browser for the tests: CHROMIUM_PATH, an installed Chromium or Chrome, Playwright's own, or the one inside an npm package,
 * which needs neither root nor a download from elsewhere.
 */
export async function findChromium(): Promise<string> {
  const named = process.env['CHROMIUM_PATH'];
  if (named !== undefined && named !== '') {
    if (!starts(named)) throw new Error(`CHROMIUM_PATH names ${named}, which does not start.`);
    return named;
  }
  const found = [...INSTALLED, chromium.executablePath()].find(starts);
  if (found !== undefined) return found;
  // The package unpacks the libraries of its browser only where it believes to be in the cloud function that it was made for.
  process.env['AWS_LAMBDA_JS_RUNTIME'] ??= 'nodejs22.x';
  const { default: bundled } = await import('@sparticuz/chromium');
  const path = await bundled.executablePath();
  if (!starts(path))
    throw new Error(
      'No browser starts here. Install Chromium (Debian: apt-get install chromium) or set CHROMIUM_PATH.',
    );
  return path;
}

/** How the browser is started: quiet on the network, and without its sandbox only where root runs it. */
export const CHROMIUM_ARGS = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];
