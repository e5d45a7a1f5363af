/** As `Promise.all`, but a failure waits until nothing is under way any more. */
export async function allOf<Tasks extends readonly unknown[] | []>(tasks: Tasks) {
  await Promise.allSettled(tasks);
  return Promise.all(tasks);
}
