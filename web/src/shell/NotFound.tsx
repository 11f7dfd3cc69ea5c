import { EmptyState } from "../ui/states";
import { LinkButton } from "../ui/LinkButton";

export function NotFound() {
  return (
    <EmptyState
      isPage
      title="There is no page here"
      action={<LinkButton to="/">Go to the overview</LinkButton>}
    >
      The address may be mistyped, or what it named has been deleted.
    </EmptyState>
  );
}
