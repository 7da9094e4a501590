/** Where notices go. Throws when it could not be published. */
export interface Publisher {
  publish(message: PublishedMessage): Promise<void>;
}

/** An SNS message with MessageStructure json: `bodies` by protocol, `default` among them. */
export interface PublishedMessage {
  /** The site's own topic; null: the one all sites share. */
  readonly topicArn: string | null;
  /** Less than 100 characters, no line breaks. */
  readonly subject: string;
  readonly bodies: { readonly default: string } & Readonly<Record<string, string>>;
  /** For subscribers' filter policies. */
  readonly attributes: Readonly<Record<string, string>>;
}
