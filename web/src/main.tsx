import "@mantine/core/styles.css";
import "./parts/tokens.css";
import "./parts/parts.css";
import "./ui/app.css";
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { setCsrfToken, setExpiryHandler } from "./api/http";
import { asProblem } from "./api/problem";
import { makeRouter } from "./shell/router";
import { colorSchemeManager, cssVariables, theme } from "./ui/theme";

const client = new QueryClient({
  defaultOptions: {
    queries: {
      // Refusals do not change by asking again; a server that is starting does.
      retry: (failures, error) => asProblem(error).status === 0 && failures < 2,
      refetchOnWindowFocus: false,
      staleTime: 5_000,
    },
  },
});
const router = makeRouter(client);

setExpiryHandler(() => {
  setCsrfToken(null);
  client.removeQueries({ queryKey: ["session"] });
  const { href, pathname } = router.state.location;
  if (pathname !== "/login" && pathname !== "/setup") {
    void router.navigate({ to: "/login", search: { next: href }, replace: true });
  }
});

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        colorSchemeManager={colorSchemeManager}
        defaultColorScheme="auto"
      >
        <QueryClientProvider client={client}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}
