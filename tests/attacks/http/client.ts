/** What an attacker has: an address, perhaps a token, and HTTP. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

export interface RequestOptions {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export class Client {
  readonly url: string;
  readonly anonKey: string;
  /** Every answer that anybody ever got from this server, in order. */
  readonly transcript: string[];
  /** Absent: nobody, who sends the page's own key alone. */
  readonly token: string | undefined;

  constructor(url: string, anonKey: string, token?: string, transcript: string[] = []) {
    this.url = url;
    this.anonKey = anonKey;
    this.token = token;
    this.transcript = transcript;
  }

  /** The same address with another token. */
  as(token: string | undefined): Client {
    return new Client(this.url, this.anonKey, token, this.transcript);
  }

  /** Any request; a body that is no text goes as JSON. */
  async ask(path: string, { method, body, headers }: RequestOptions = {}): Promise<Answer> {
    const sent = typeof body === "string" || body === undefined ? body : JSON.stringify(body);
    const answer = await fetch(this.url + path, {
      method: method ?? (sent === undefined ? "GET" : "POST"),
      headers: {
        apikey: this.anonKey,
        authorization: `Bearer ${this.token ?? this.anonKey}`,
        ...(sent === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(sent === undefined ? {} : { body: sent }),
    });
    const text = await answer.text();
    this.transcript.push(text);
    return { status: answer.status, text, headers: answer.headers };
  }

  /** Calls a function that only reads. */
  get(name: string, args: Readonly<Record<string, string | number>> = {}): Promise<Answer> {
    const query = new URLSearchParams(Object.entries(args).map(([key, value]) => [key, String(value)]));
    return this.ask(`/rest/v1/rpc/${name}?${query}`);
  }

  post(name: string, args: Readonly<Record<string, unknown>> = {}): Promise<Answer> {
    return this.ask(`/rest/v1/rpc/${name}`, { body: args });
  }
}

/**
 * Parses an answer that must have been given.
 *
 * @throws Error with the status and the text of another one.
 */
export function given<Body>({ status, text }: Answer): Body {
  if (status < 200 || status > 299) throw new Error(`HTTP ${status}: ${text.slice(0, 300)}`);
  return JSON.parse(text === "" ? "null" : text) as Body;
}
