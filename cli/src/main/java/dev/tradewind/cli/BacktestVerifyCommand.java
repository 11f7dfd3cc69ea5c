package dev.tradewind.cli;

import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code backtest verify}. */
@Command(
    name = "verify",
    description = {
      "Repeat a back-test of the platform from what is stored and compare all hashes.",
      "strict: every difference fails. warn: only another result of the same inputs fails.",
      "trust: the inputs are compared, the run is not repeated. Ends with 1 if it fails."
    })
final class BacktestVerifyCommand extends ReportingVerb {
  @Parameters(index = "0", paramLabel = "ID", description = "Its id.")
  String id = "";

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description = "strict, warn or trust (default: ${DEFAULT-VALUE}).",
      defaultValue = "strict")
  String mode = "strict";

  @Override
  ExitCode run() throws IOException, InterruptedException {
    PlatformClient platform = PlatformClient.require(session(), "stored back-tests");
    String path = "/backtests/" + PlatformClient.segment(id) + "/verifications";
    Json accepted = platform.post(path, Json.of("mode", mode));
    String analysis = "/analyses/" + PlatformClient.segment(accepted.get("id").display());
    Json ended;
    try (Progress progress = progress("repeating")) {
      ended = new RemoteJob(platform, analysis).await(progress);
    }
    ExitCode code = FeatureVerbs.ended(this, ended);
    if (code != ExitCode.OK) {
      return code;
    }
    Json verification = ended.get("verification");
    Table table = Table.of("what", "compared", "then", "now", "detail");
    for (Json item : verification.get("items").items()) {
      table.row(
          List.of(
              item.text("key"),
              item.text("compared"),
              shown(item.text("then")),
              shown(item.text("now")),
              item.text("detail")));
    }
    write(table, verification);
    if (output == OutputFormat.TABLE) {
      session().out().write("\n" + verification.text("sentence") + "\n");
      session().out().flush();
    }
    return verification.get("passed").isTrue() ? ExitCode.OK : ExitCode.FAILURE;
  }

  /** The first digits of a hash tell it apart. */
  private String shown(String text) {
    return output == OutputFormat.TABLE && text.matches("[0-9a-f]{64}")
        ? text.substring(0, 16)
        : text;
  }
}
