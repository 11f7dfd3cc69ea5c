import { Alert, Button, Center, Skeleton, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { asProblem } from "../api/problem";
import { PageHeader } from "./PageHeader";

/** Nothing here yet: what belongs here and how to get it. */
export function EmptyState({
  title,
  children,
  action,
  isPage = false,
}: {
  title: string;
  /** Whether it is all that the page shows; its title is the page's then. */
  isPage?: boolean;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <Center py={40} px="md">
      <Stack align="center" gap="xs" maw={460} ta="center">
        <Text
          fw={600}
          size="lg"
          component={isPage ? "h1" : "p"}
          m={0}
          maw="100%"
          className="breakable"
        >
          {title}
        </Text>
        {children && (
          <Text c="dimmed" size="sm" component="div">
            {children}
          </Text>
        )}
        {action && <div style={{ marginTop: 8 }}>{action}</div>}
      </Stack>
    </Center>
  );
}

/** What failed, in the server's words, and a way to try again. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const problem = asProblem(error);
  return (
    <Alert color="orange" variant="light" title="This could not be loaded" role="alert">
      <Stack gap="sm" align="flex-start">
        <Text size="sm" className="breakable">
          {problem.message}
        </Text>
        {onRetry && (
          <Button size="xs" variant="default" onClick={onRetry}>
            Try again
          </Button>
        )}
      </Stack>
    </Alert>
  );
}

/** Grey lines where rows will be. */
export function LoadingRows({ rows = 5, height = 20 }: { rows?: number; height?: number }) {
  return (
    <Stack gap="md" aria-busy="true" aria-label="Loading" role="status" py="xs">
      {Array.from({ length: rows }, (_, i) => (
        <Skeleton key={i} height={height} radius="sm" width={`${100 - ((i * 13) % 30)}%`} />
      ))}
    </Stack>
  );
}

/** A grey box where a chart will be. */
export function LoadingBox({ height }: { height: number }) {
  return (
    <div role="status" aria-busy="true" aria-label="Loading">
      <Skeleton height={height} radius="md" />
    </div>
  );
}

interface LoadedProps<T> {
  query: { data: T | undefined; error: unknown; isPending: boolean; refetch: () => unknown };
  loading?: ReactNode;
  /** The kind of page, where this is all of it: its title while there is no better one. */
  page?: string;
  children: (data: T) => ReactNode;
}

/** One of loading, failed and there. Data that is there stays while a refresh fails. */
export function Loaded<T>({ query, loading, page, children }: LoadedProps<T>) {
  if (query.data !== undefined) {
    return <>{children(query.data)}</>;
  }
  return (
    <>
      {page && <PageHeader title={page} />}
      {query.error ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        (loading ?? <LoadingRows />)
      )}
    </>
  );
}
