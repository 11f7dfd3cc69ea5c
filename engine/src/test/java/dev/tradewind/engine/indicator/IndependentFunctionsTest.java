package dev.tradewind.engine.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tradewind.engine.expr.FunctionRegistry;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Values that numpy, scipy and pandas computed; see {@code independent/README.md}. */
class IndependentFunctionsTest {
  private static byte[] resource(String name) throws Exception {
    try (InputStream in = IndependentFunctionsTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  @Test
  void functionsAreThoseOfNumpyScipyAndPandas() throws Exception {
    byte[] golden = resource("/independent/functions.csv");
    String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(golden));
    assertThat(new String(resource("/independent/README.md"), StandardCharsets.UTF_8))
        .contains("`" + hash + "`");

    List<String> lines = new String(golden, StandardCharsets.UTF_8).lines().toList();
    List<String> header = Arrays.asList(lines.getFirst().split(";"));
    double[][] columns = new double[header.size()][lines.size() - 1];
    for (int row = 1; row < lines.size(); row++) {
      String[] cells = lines.get(row).split(";");
      for (int k = 0; k < cells.length; k++) {
        columns[k][row - 1] = Double.parseDouble(cells[k]);
      }
    }
    assertThat(header).hasSizeGreaterThan(20);
    for (int k = 5; k < columns.length; k++) {
      KernelRuns.assertClose(own(header.get(k), header, columns), columns[k], 1e-9, header.get(k));
    }
  }

  /** Computes {@code name(column, 20)} from the columns of the file. */
  private static double[] own(String call, List<String> header, double[][] columns) {
    int open = call.indexOf('(');
    FunctionDefinition function =
        FunctionRegistry.standard().find(call.substring(0, open)).orElseThrow();
    List<double[]> inputs = new ArrayList<>();
    for (SeriesInput input : function.implicitInputs()) {
      inputs.add(columns[header.indexOf(input.name().toLowerCase(Locale.ROOT))]);
    }
    List<Double> constants = new ArrayList<>();
    for (String argument : call.substring(open + 1, call.length() - 1).split(", ")) {
      int column = header.indexOf(argument);
      if (column >= 0) {
        inputs.add(columns[column]);
      } else {
        constants.add(Double.parseDouble(argument));
      }
    }
    double[] chosen = constants.stream().mapToDouble(Double::doubleValue).toArray();
    Kernel kernel = function.kernel(chosen);
    return KernelRuns.columns(kernel, inputs.toArray(double[][]::new))[function.output()];
  }
}
