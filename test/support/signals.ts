/** Something a test waits for instead of sleeping. Every value fired is handed out once, in order. */
export interface Signal<T> {
  fire(value: T): void;
  /** The next value, fired already or yet to come. */
  next(): Promise<T>;
  /** How many values were fired so far. */
  readonly fired: number;
}

export function createSignal<T = void>(): Signal<T> {
  const values: T[] = [];
  const waiting: ((value: T) => void)[] = [];
  let fired = 0;
  return {
    fire(value) {
      fired += 1;
      const waiter = waiting.shift();
      if (waiter === undefined) values.push(value);
      else waiter(value);
    },
    next() {
      if (values.length > 0) return Promise.resolve(values.shift() as T);
      return new Promise((resolve) => waiting.push(resolve));
    },
    get fired() {
      return fired;
    },
  };
}
