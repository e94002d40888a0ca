/** The server said no, or said nothing (`no_answer`). */
export class Refused extends Error {
  /** @param {string} code @param {string} message */
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

/** The code of a refusal; `unknown` for whatever else went wrong. @param {unknown} error */
export function codeOf(error) {
  return error instanceof Refused ? error.code : "unknown";
}
