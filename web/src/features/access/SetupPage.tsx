import { Alert, Anchor, Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { send } from "../../api/http";
import { asProblem, otherMessages } from "../../api/problem";
import { queries } from "../../api/queries";
import type { Session } from "../../api/types";
import { Loaded } from "../../ui/states";
import { AccessFrame } from "./AccessFrame";
import { tokenFromFragment } from "./token";
import { useEnter } from "./useEnter";

/** The first visit: sets the user's name and password with the one-time link. */
export function SetupPage() {
  const state = useQuery(queries.setup());
  const [token] = useState(() => tokenFromFragment(window.location.hash));
  return (
    <AccessFrame
      title="Welcome"
      note="Choose the name and password you will log in with. They stay on this machine."
    >
      <Loaded query={state}>
        {({ required }) =>
          required ? (
            <SetupForm token={token} />
          ) : (
            <Alert color="tide" title="Already set up">
              The set-up link works once and has been used.{" "}
              <Anchor component={Link} to="/login">
                Log in
              </Anchor>
            </Alert>
          )
        }
      </Loaded>
    </AccessFrame>
  );
}

function SetupForm({ token }: { token: string | null }) {
  const enter = useEnter();
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const setup = useMutation({
    mutationFn: () => send<Session>("POST", "/setup", { token, username, password }),
    onSuccess: (session) => enter(session),
  });
  if (!token) {
    return (
      <Alert color="orange" title="Open the set-up link" role="alert">
        Tradewind printed a one-time link in the terminal where it was started. It begins with{" "}
        <code>{window.location.origin}/setup#token=</code>
      </Alert>
    );
  }
  const problem = setup.error ? asProblem(setup.error) : null;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setup.mutate();
      }}
    >
      <Stack>
        {problem && (
          <Alert color="orange" role="alert">
            {[problem.message, ...otherMessages(problem, ["username", "password"])].join(" ")}
          </Alert>
        )}
        <TextInput
          label="User name"
          autoComplete="username"
          required
          autoFocus
          value={username}
          error={problem?.messagesFor("username")[0]}
          onChange={(event) => setUsername(event.currentTarget.value)}
        />
        <PasswordInput
          label="Password"
          description="At least 12 characters; a short sentence is a good one."
          autoComplete="new-password"
          required
          value={password}
          error={problem?.messagesFor("password")[0]}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" loading={setup.isPending}>
          Set up
        </Button>
      </Stack>
    </form>
  );
}
