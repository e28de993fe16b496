/** Two-way typed messages between contexts: a small port, defined by its consumer. */
export interface Channel<Incoming, Outgoing> {
  post(message: Outgoing): void;
  /** Returns the function that stops listening. */
  onMessage(listener: (message: Incoming) => void): () => void;
  onClose(listener: () => void): () => void;
}
