import { Button, Menu } from "@mantine/core";
import { apiUrl } from "../../api/http";
import { Icon } from "../../ui/Icon";

const FORMS = [
  ["html", "Report, one HTML file"],
  ["pdf", "Report, PDF"],
  ["json", "Result, JSON"],
  ["csv", "Round trips, CSV"],
  ["parquet", "Round trips, Parquet"],
] as const;

/** The result as files. */
export function DownloadMenu({ id }: { id: string }) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<Icon name="download" size={16} />}>
          Download
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {FORMS.map(([format, title]) => (
          <Menu.Item
            key={format}
            component="a"
            href={apiUrl(`/backtests/${id}/export?format=${format}`)}
            download
          >
            {title}
          </Menu.Item>
        ))}
        <Menu.Item
          component="a"
          href={apiUrl(`/backtests/${id}/export?format=csv&table=equity`)}
          download
        >
          Equity, CSV
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
