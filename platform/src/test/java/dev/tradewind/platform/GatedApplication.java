package dev.tradewind.platform;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The application with a gate before the end of its backtests; open unless a test closes it. */
@Import(TradewindApplication.class)
class GatedApplication {
  @Bean
  static JobGate jobGate() {
    return new JobGate(true);
  }

  @Bean
  static SignalWitness signalWitness() {
    return new SignalWitness();
  }
}
