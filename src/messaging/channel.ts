/** Two-way typed messages between contexts: a small port that its consumer owns. */
export interface Channel<Incoming, Outgoing> {
  post(message: Outgoing): void;
  /** Returns the function that stops listening. */
  onMessage(listener: (message: Incoming) => void): () => void;
  onClose(listener: () => void): () => void;
}
