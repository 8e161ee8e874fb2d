/* A reporter for Node's test runner that has a line for each failed test and nothing else.
   The Rust test repeats them in its own message, the last thing that a log shows. */

export default async function* failures(events) {
  for await (const { type, data } of events) {
    const error = data?.details?.error;
    // A suite fails with its tests: the test says more.
    if (type !== "test:fail" || error?.failureType === "subtestsFailed") continue;
    const said = String(error?.cause?.message ?? error?.message ?? "no message");
    yield `${data.file?.split("/").at(-1)}:${data.line} ${data.name}: ${said.replaceAll(/\s+/g, " ").slice(0, 400)}\n`;
  }
}
