// The worker of playground.js: trains networks beside the page.
import type { Answer, Request } from "./playground/protocol";
import { Runner } from "./playground/runner";

interface WorkerScope {
  postMessage(answer: Answer, transfer: ArrayBufferLike[]): void;
  onmessage: ((event: MessageEvent<Request>) => void) | null;
}

const scope = globalThis as unknown as WorkerScope;
const runner = new Runner(
  (answer, transfer) => scope.postMessage(answer, transfer),
  () => performance.now(),
);
scope.onmessage = (event) => runner.take(event.data);
