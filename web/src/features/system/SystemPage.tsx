import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { queries } from "../../api/queries";
import { useLive } from "../../live/live";
import { PageHeader } from "../../ui/PageHeader";
import { Panel } from "../../ui/Panel";
import { Loaded } from "../../ui/states";
import { factsOf } from "./facts";

/** What runs here and whether it is well. */
export function SystemPage() {
  const system = useQuery({ ...queries.system(), refetchInterval: 10_000 });
  const { link } = useLive();
  return (
    <>
      <PageHeader title="System" note="This installation, as the server reports it." />
      <Loaded query={system}>
        {(data) => (
          <Stack>
            {factsOf(data).map((group) => (
              <Panel key={group.title} title={group.title}>
                <dl className="fact-list">
                  {group.facts.map(([name, value]) => (
                    <Fact key={name} name={name} value={value} />
                  ))}
                  {group.title === "Tradewind" && (
                    <Fact
                      name="Live updates"
                      value={
                        {
                          live: "connected",
                          polling: "asking every 3 s",
                          connecting: "connecting",
                        }[link]
                      }
                    />
                  )}
                </dl>
              </Panel>
            ))}
          </Stack>
        )}
      </Loaded>
    </>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}
