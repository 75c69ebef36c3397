/** A clock that a test moves by hand. */
export class TestClock {
  private moment: number;

  constructor(start = '2026-11-20T12:00:00Z') {
    this.moment = Date.parse(start);
  }

  /** The present moment, as the house's functions take it. */
  readonly now = (): Date => new Date(this.moment);

  /** Lets time pass. */
  pass(seconds: number): void {
    this.moment += seconds * 1000;
  }
}
