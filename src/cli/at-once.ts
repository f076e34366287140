/** Does something with each item, so many at a time. */
export const atOnce = async <T>(items: Iterable<T>, jobs: number, act: (item: T) => Promise<void>): Promise<void> => {
  const queue = items[Symbol.iterator]();
  const worker = async () => {
    for (let next = queue.next(); !next.done; next = queue.next()) await act(next.value);
  };
  await Promise.all(Array.from({ length: jobs }, worker));
};
