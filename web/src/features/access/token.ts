/** The one-time token from the part of the address that is never sent to a server. */
export function tokenFromFragment(hash: string): string | null {
  const token = new URLSearchParams(hash.replace(/^#/, "")).get("token");
  return token && /^[\w.~-]{8,200}$/.test(token) ? token : null;
}
