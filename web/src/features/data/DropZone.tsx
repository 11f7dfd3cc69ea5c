import { useState, type ReactNode } from "react";

/** A place to drop a file on, which is also an ordinary file chooser. */
export function DropZone({
  onFile,
  children,
}: {
  onFile: (file: File) => void;
  children: ReactNode;
}) {
  const [isOver, setOver] = useState(false);
  return (
    <label
      className="drop-zone"
      data-over={isOver}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const file = event.dataTransfer.files[0];
        if (file) {
          onFile(file);
        }
      }}
    >
      <input
        type="file"
        className="tw-visually-hidden"
        data-testid="file"
        accept=".csv,.tsv,.txt,.gz,.json,.jsonl,.ndjson,.parquet"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file) {
            onFile(file);
          }
        }}
      />
      {children}
    </label>
  );
}
