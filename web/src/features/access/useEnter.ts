import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { setCsrfToken } from "../../api/http";
import { queries } from "../../api/queries";
import type { Session } from "../../api/types";

/** Goes on with a new session, to the page that was asked for. */
export function useEnter() {
  const client = useQueryClient();
  const router = useRouter();
  return async (session: Session, next = "/") => {
    client.clear();
    setCsrfToken(session.csrfToken);
    client.setQueryData(queries.session().queryKey, session);
    await router.navigate({ href: next, replace: true });
  };
}
