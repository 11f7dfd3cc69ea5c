import { Button, Group } from "@mantine/core";
import { useState } from "react";

/** Copies and downloads a document. */
export function DocumentActions({ name, text }: { name: string; text: string }) {
  const [isCopied, setCopied] = useState(false);
  const download = () => {
    const url = URL.createObjectURL(new Blob([text], { type: "application/yaml" }));
    const link = document.createElement("a");
    link.href = url;
    link.download = `${name || "strategy"}.yaml`;
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <Group gap="xs">
      <Button
        size="xs"
        variant="default"
        onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
      >
        {isCopied ? "Copied" : "Copy the text"}
      </Button>
      <Button size="xs" variant="default" onClick={download}>
        Download
      </Button>
    </Group>
  );
}
