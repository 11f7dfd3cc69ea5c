package dev.tradewind.platform.research.internal;

import dev.tradewind.engine.simulation.AssumptionOption;
import dev.tradewind.engine.simulation.AssumptionOptions;
import dev.tradewind.platform.access.Allow;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The assumptions of simulations by name, for forms. */
@RestController
class SimulationOptionsController {
  /** All of them, in the order of a form. */
  record Options(List<AssumptionOption> options) {}

  @GetMapping("/api/v1/simulation/options")
  @Allow(Allow.To.READERS)
  Options options() {
    return new Options(AssumptionOptions.all());
  }
}
