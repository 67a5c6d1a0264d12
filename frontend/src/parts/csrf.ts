const FIELD = "csrfmiddlewaretoken";
const COOKIE = /(?:^|;\s*)csrftoken=(\w+)/;

/**
 * The token that Django asks of every request that changes something. Signing in, in whichever tab,
 * replaces it: the cookie has the one that holds, the page the one that held when it was loaded.
 */
export function csrfToken(): string {
  return tokenIn(document.cookie) ?? document.querySelector<HTMLMetaElement>("meta[name=csrf-token]")?.content ?? "";
}

export function tokenIn(cookies: string): string | null {
  return COOKIE.exec(cookies)?.[1] ?? null;
}

/** A form that was loaded before signing in in another tab is sent with the token of now. */
export function startTokens(): void {
  document.addEventListener("formdata", (event) => renewToken(event.formData, tokenIn(document.cookie)));
}

/** Only where the form has a token already: a form that leads to another site has none. */
export function renewToken(form: FormData, token: string | null): void {
  if (token && form.has(FIELD)) form.set(FIELD, token);
}
