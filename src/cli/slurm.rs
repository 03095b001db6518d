//! `tillit slurm`: a script that runs a sweep as an array job, with the merge as a job that waits for
//! it.

use super::arguments::SlurmOptions;
use super::describe::print;
use super::failure::Failure;
use super::sweep::{Estimate, Opened, estimate, folder_name};
use crate::sweep::Shard;

/// How much longer than estimated a task may take.
const MARGIN: f64 = 3.0;
/// Shortest time that is asked for, in seconds: starting a job and reading files takes some.
const SHORTEST: f64 = 600.0;
/// Bytes of an agent and of everything else, generously.
const AGENT: f64 = 200.0;
const BASE: f64 = 512e6;

/// Prints a script that submits the sweep when it is run.
pub fn main(options: &SlurmOptions) -> Result<(), Failure> {
    if options.tasks == 0 || options.cpus == 0 {
        return Err(Failure::Mistake("--tasks and --cpus are at least 1".into()));
    }
    let opened = Opened::read(&options.file)?;
    let chunks = opened.plan.n_chunks();
    if u64::from(options.tasks) > chunks {
        return Err(Failure::Mistake(format!(
            "--tasks {}: the sweep has only {chunks} chunks to share out",
            options.tasks
        )));
    }
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build();
    let pool = pool.map_err(|error| Failure::Failed(format!("cannot start threads: {error}")))?;
    let found = estimate(&opened, &pool);
    print(&script(options, &opened, &found))
}

fn script(options: &SlurmOptions, opened: &Opened, found: &Estimate) -> String {
    let (tasks, cpus) = (options.tasks, options.cpus);
    let work = found.core_seconds / f64::from(tasks) / f64::from(cpus);
    let time = clock(SHORTEST.max(MARGIN * work));
    let memory = (BASE + AGENT * found.agents as f64 * f64::from(cpus)) / 1e6;
    let out = quoted(&options.out.display().to_string());
    let name = folder_name(&opened.record(None));
    let partition = options.partition.as_ref();
    let partition = partition.map_or(String::new(), |name| format!("#SBATCH --partition={name}\n"));
    let mut words = vec![quoted(&options.file.file.display().to_string())];
    words.extend(opened.overrides.iter().map(|typed| format!("--set {}", quoted(typed))));
    let file = words.join(" ");
    let sample = folder_name(&opened.record(Some(Shard { index: 1, of: tasks })));
    let shards = sample.replace("-shard-1-of-", "-shard-\"$task\"-of-");
    format!(
        r#"#!/bin/sh
# Runs the sweep {name} as an array of {tasks} tasks, then puts the parts together.
# Submit it with: sh THIS-FILE
# Estimated: {runs:.0} runs, {hours:.2} core hours. A task that is killed or requeued goes on where it was.
set -eu
mkdir -p {out}
array=$(sbatch --parsable <<'TASK'
#!/bin/sh
#SBATCH --job-name=tillit
#SBATCH --array=1-{tasks}
#SBATCH --cpus-per-task={cpus}
#SBATCH --time={time}
#SBATCH --mem={memory:.0}M
#SBATCH --requeue
#SBATCH --output={log}/slurm-%A_%a.log
{partition}task="$SLURM_ARRAY_TASK_ID"
code=0
${{TILLIT:-tillit}} sweep {file} --shard "$task/{tasks}" --threads {cpus} \
    --out {out}/{shards} || code=$?
# What was killed is put in the queue again; a mistake is not.
if [ "$code" -gt 128 ] && [ "${{SLURM_RESTART_COUNT:-0}}" -lt 3 ]; then
    exec scontrol requeue "${{SLURM_ARRAY_JOB_ID}}_$task"
fi
exit "$code"
TASK
)
merge=$(sbatch --parsable --dependency="afterok:${{array%%;*}}" --kill-on-invalid-dep=yes <<'MERGE'
#!/bin/sh
#SBATCH --job-name=tillit-merge
#SBATCH --time=00:30:00
#SBATCH --mem=1024M
#SBATCH --output={log}/slurm-%j-merge.log
{partition}set --
for task in $(seq 1 {tasks}); do
    set -- "$@" {out}/{shards}
done
${{TILLIT:-tillit}} merge "$@" --out {out}/{name}
MERGE
)
echo "array job $array, merge job $merge; results go to" {out}/{name}
"#,
        runs = found.runs,
        hours = found.core_seconds / 3600.0,
        log = options.out.display(),
    )
}

/// Text as one word of a shell.
fn quoted(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-=,+:@%".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

/// A time as Slurm writes it: days-hours:minutes:seconds.
fn clock(seconds: f64) -> String {
    let minutes = (seconds / 60.0).ceil() as u64;
    let (days, hours) = (minutes / 1440, minutes / 60 % 24);
    format!("{days}-{hours:02}:{:02}:00", minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_words_are_written_as_slurm_and_shells_read_them() {
        assert_eq!(clock(600.0), "0-00:10:00");
        assert_eq!(clock(90_061.0), "1-01:02:00");
        assert_eq!(quoted("levers.pay=0.2"), "levers.pay=0.2");
        assert_eq!(quoted("it's"), r"'it'\''s'");
    }
}
