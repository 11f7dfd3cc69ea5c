package dev.tradewind.platform.operations.internal;

import dev.tradewind.platform.access.Allow;
import dev.tradewind.platform.operations.JobView;
import dev.tradewind.platform.operations.Jobs;
import dev.tradewind.platform.shared.Ids;
import dev.tradewind.platform.shared.Page;
import dev.tradewind.platform.shared.ProblemException;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Running and recent jobs. */
@RestController
@RequestMapping("/api/v1/jobs")
class JobController {
  static final int RECENT = 50;

  private final Jobs jobs;
  private final JobRunner runner;
  private final JobTable table;

  JobController(Jobs jobs, JobRunner runner, JobTable table) {
    this.jobs = jobs;
    this.runner = runner;
    this.table = table;
  }

  @GetMapping
  @Allow(Allow.To.READERS)
  Page<JobView> jobs() {
    return Page.whole(jobs.recent(RECENT).stream().map(JobView::of).toList());
  }

  @PostMapping("/{id}/cancel")
  @Allow(Allow.To.WRITERS)
  JobView cancelJob(@PathVariable String id) {
    UUID job = Ids.parse("job", id);
    if (table.find(job).isEmpty()) {
      throw ProblemException.notFound("there is no such job");
    }
    if (!runner.cancelJob(job)) {
      throw ProblemException.conflict("the job has ended already");
    }
    return table.find(job).map(JobView::of).orElseThrow();
  }
}
