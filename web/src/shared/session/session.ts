/** What became of a try to log in. */
export type LoginResult = { kind: "ok" } | { kind: "refused" } | { kind: "limited" } | { kind: "failed"; requestId: string | undefined };

/** Logs in; the server sets the session cookie. */
export async function login(email: string, password: string): Promise<LoginResult> {
  try {
    const answer = await fetch("/auth/login", {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ email, password }),
    });
    if (answer.ok) return { kind: "ok" };
    if (answer.status === 401) return { kind: "refused" };
    if (answer.status === 429) return { kind: "limited" };
    return { kind: "failed", requestId: answer.headers.get("X-Request-Id") ?? undefined };
  } catch {
    return { kind: "failed", requestId: undefined };
  }
}

/** Logs out and loads the page anew, so that nothing of the session stays in memory. */
export async function logout(): Promise<void> {
  await fetch("/auth/logout", { method: "POST", credentials: "same-origin" }).catch(() => undefined);
  window.location.assign("/login");
}

/** The page to return to after login: a path of our own and nothing else. */
export function safeNext(next: string | undefined): string {
  return next && next.startsWith("/") && !next.startsWith("//") && !next.startsWith("/\\") && !next.startsWith("/login") ? next : "/";
}
