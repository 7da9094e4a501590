/** A client that gives canned answers, in the order asked, and keeps what it was asked. The last answer stays. */
export function cannedClient<Client>(...answers: readonly object[]): { client: Client; sent: object[] } {
  const sent: object[] = [];
  const send = async (command: { readonly input: object }): Promise<object> => {
    sent.push(command.input);
    return answers[Math.min(sent.length, answers.length) - 1] ?? {};
  };
  // The SDK types an answer by its command, which a canned one can't know.
  return { client: { send } as unknown as Client, sent };
}
