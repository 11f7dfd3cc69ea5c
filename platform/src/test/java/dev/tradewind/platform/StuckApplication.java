package dev.tradewind.platform;

import dev.tradewind.platform.launch.Launcher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The application as a process whose backtests never end. */
@Import(TradewindApplication.class)
class StuckApplication {
  @Bean
  static JobGate jobGate() {
    return new JobGate(false);
  }

  public static void main(String[] arguments) {
    Launcher.main(StuckApplication.class, arguments);
  }
}
