package dev.tradewind.platform.marketdata.internal;

import org.springframework.stereotype.Component;

/** Removes, before the first request, what a killed process left among the uploads. */
@Component
final class UploadTidying {
  UploadTidying(ImportTable table, Uploads uploads) {
    uploads.deleteAllBut(table.neededUploads());
  }
}
