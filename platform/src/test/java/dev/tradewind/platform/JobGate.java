package dev.tradewind.platform;

import dev.tradewind.platform.operations.Job;
import dev.tradewind.platform.operations.JobHandler;
import dev.tradewind.platform.operations.JobKind;
import dev.tradewind.platform.operations.JobOutcome;
import dev.tradewind.platform.operations.JobRun;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Holds jobs of one kind in the middle of their work, so that a test can act on one that is
 * certainly running: while the gate is closed, a run stops at the first progress it reports that is
 * not less than a bound.
 */
final class JobGate implements BeanPostProcessor {
  private final JobKind kind;
  private final double heldFrom;
  private volatile CountDownLatch gate;

  /** Holds backtests at the first progress they report behind their start. */
  JobGate(boolean isOpen) {
    this(isOpen, JobKind.BACKTEST, Double.MIN_VALUE);
  }

  JobGate(boolean isOpen, JobKind kind, double heldFrom) {
    this.kind = kind;
    this.heldFrom = heldFrom;
    this.gate = new CountDownLatch(isOpen ? 0 : 1);
  }

  void close() {
    gate = new CountDownLatch(1);
  }

  void open() {
    gate.countDown();
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    return bean instanceof JobHandler handler && handler.kind() == kind ? new Held(handler) : bean;
  }

  private final class Held implements JobHandler {
    private final JobHandler handler;

    Held(JobHandler handler) {
      this.handler = handler;
    }

    @Override
    public JobKind kind() {
      return handler.kind();
    }

    @Override
    public JobOutcome run(JobRun run) {
      return handler.run(new HeldRun(run));
    }

    @Override
    public void statusChanged(Job job) {
      handler.statusChanged(job);
    }
  }

  private final class HeldRun implements JobRun {
    private final JobRun run;

    HeldRun(JobRun run) {
      this.run = run;
    }

    @Override
    public UUID subjectId() {
      return run.subjectId();
    }

    @Override
    public int attempt() {
      return run.attempt();
    }

    @Override
    public boolean progress(double progress, String message) {
      boolean goOn = run.progress(progress, message);
      CountDownLatch held = gate;
      if (held.getCount() == 0 || progress < heldFrom) {
        return goOn;
      }
      try {
        // Told again and again: what is told shortly after something else is not passed on.
        while (!held.await(50, TimeUnit.MILLISECONDS)) {
          run.progress(progress, message);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
      return run.progress(progress, message);
    }
  }
}
