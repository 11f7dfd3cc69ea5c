import { Alert, Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { send } from "../../api/http";
import { asProblem } from "../../api/problem";
import type { Session } from "../../api/types";
import { AccessFrame } from "./AccessFrame";
import { useEnter } from "./useEnter";

export function LoginPage() {
  const { next } = useSearch({ from: "/login" });
  const enter = useEnter();
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const login = useMutation({
    mutationFn: () => send<Session>("POST", "/session", { username, password }),
    onSuccess: (session) => enter(session, next),
  });
  return (
    <AccessFrame
      title="Log in"
      note={next ? "You will come back to the page you asked for." : "With the name you set up."}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          login.mutate();
        }}
      >
        <Stack>
          {login.error && (
            <Alert color="orange" role="alert">
              {asProblem(login.error).message}
            </Alert>
          )}
          <TextInput
            label="User name"
            autoComplete="username"
            required
            autoFocus
            value={username}
            onChange={(event) => setUsername(event.currentTarget.value)}
          />
          <PasswordInput
            label="Password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Button type="submit" loading={login.isPending}>
            Log in
          </Button>
        </Stack>
      </form>
    </AccessFrame>
  );
}
