package jobs

import (
	"context"
	"fmt"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
)

// everyJob runs a task that is done again and again.
type everyJob struct {
	Task string `json:"task"`
}

// Kind names the job in its table.
func (everyJob) Kind() string { return "every" }

type everyWorker struct {
	river.WorkerDefaults[everyJob]
	tasks map[string]func(context.Context) error
}

func (w *everyWorker) Work(ctx context.Context, job *river.Job[everyJob]) error {
	task, ok := w.tasks[job.Args.Task]
	if !ok {
		return river.JobCancel(fmt.Errorf("there is no task %s (any more)", job.Args.Task))
	}
	return task(ctx)
}

// Task is something that is done again and again, by one process at a time.
type Task struct {
	Name  string
	Every time.Duration
	Do    func(context.Context) error
}

// waiting are the states of a job that makes another one of its kind needless.
var waiting = []rivertype.JobState{rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRetryable, rivertype.JobStateRunning, rivertype.JobStateScheduled}

// Every has the tasks done at their intervals, and at the start. One that takes longer than its interval is not begun twice.
// What fails is done again at the next interval. Call it once, before Start.
func (c *Client) Every(workers *river.Workers, tasks ...Task) {
	w := &everyWorker{tasks: map[string]func(context.Context) error{}}
	river.AddWorker(workers, w)
	for _, t := range tasks {
		w.tasks[t.Name] = t.Do
		o := &river.InsertOpts{MaxAttempts: 1, UniqueOpts: river.UniqueOpts{ByArgs: true, ByState: waiting}}
		c.river.PeriodicJobs().Add(river.NewPeriodicJob(river.PeriodicInterval(t.Every),
			func() (river.JobArgs, *river.InsertOpts) { return everyJob{t.Name}, o }, &river.PeriodicJobOpts{RunOnStart: true}))
	}
}
