/** Works on many things, so many at a time. */
export async function inLanes<T>(
  things: readonly T[],
  lanes: number,
  work: (thing: T) => Promise<void>,
): Promise<void> {
  const waiting = things.values();
  const lane = async (): Promise<void> => {
    for (const thing of waiting) await work(thing);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
