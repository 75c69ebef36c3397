import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Palette = Map<string, readonly [number, number, number]>;

const css = readFileSync(new URL('../../app/globals.css', import.meta.url), 'utf8');

function paletteOf(block: string): Palette {
  const found = block.matchAll(/--color-([a-z-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\);/g);
  return new Map([...found].map(([, name, l, c, h]) => [name ?? '', [Number(l), Number(c), Number(h)]]));
}

const light = paletteOf(/@theme \{([\s\S]*?)\n\}/.exec(css)?.[1] ?? '');
const dark = new Map([
  ...light,
  ...paletteOf(
    /@media screen and \(prefers-color-scheme: dark\) \{\n {2}:root \{([\s\S]*?)\n {2}\}/.exec(css)?.[1] ?? '',
  ),
]);

/** Relative luminance (WCAG 2.2) of an OKLCH colour, through linear sRGB (Ottosson, "Oklab"). */
function luminance([lightness, chroma, hue]: readonly [number, number, number]): number {
  const angle = (hue * Math.PI) / 180;
  const a = chroma * Math.cos(angle);
  const b = chroma * Math.sin(angle);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clamp = (value: number): number => Math.min(1, Math.max(0, value));
  const red = clamp(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
  const green = clamp(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
  const blue = clamp(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(palette: Palette, one: string, other: string): number {
  const first = palette.get(one);
  const second = palette.get(other);
  if (!first || !second) throw new Error(`No such token: ${first ? other : one}`);
  const [high, low] = [luminance(first), luminance(second)].toSorted((a, b) => b - a);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

const grounds = ['page', 'surface', 'sunken'] as const;
const meanings = ['good', 'waiting', 'attention', 'danger'] as const;
const textPairs: readonly (readonly [string, string])[] = [
  ...grounds.flatMap((ground) =>
    ['ink', 'muted', 'accent', 'accent-strong', ...meanings].map((text) => [text, ground] as const),
  ),
  ...meanings.flatMap((meaning) => [[meaning, `${meaning}-soft`] as const, ['ink', `${meaning}-soft`] as const]),
  ['accent', 'accent-soft'],
  ['ink', 'accent-soft'],
  ['muted', 'accent-soft'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
  ['on-danger', 'danger'],
];

describe.each([
  ['light', light],
  ['dark', dark],
] as const)('the %s palette', (_name, palette) => {
  it.each(textPairs)('%s on %s can be read (at least 4.5:1)', (text, ground) => {
    expect(contrast(palette, text, ground)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(grounds)('the edge of a control stands out from %s (at least 3:1)', (ground) => {
    expect(contrast(palette, 'control', ground)).toBeGreaterThanOrEqual(3);
  });

  it('has every colour that the light one has', () => {
    expect([...palette.keys()].toSorted()).toEqual([...light.keys()].toSorted());
    expect(light.size).toBeGreaterThan(15);
  });
});
