//! `tillit plot`: figures of a finished sweep.

use super::arguments::PlotOptions;
use super::failure::Failure;
use super::output::print;
use super::terminal::Terminal;
use crate::ground::guarded::guarded;
use crate::report::sweeps;
use crate::report::sweeps::SweepResults;
use crate::scenario::Width;
use crate::store::disk;
use crate::store::disk::Policy;
use crate::store::sweep::{Record, check_tables};
use crate::study::sweep::{TREATMENT, Wish};
use crate::workflow::sweep;

/// Draws the figure that was asked for, or those that the sweep asks for or suggests.
pub fn main(options: &PlotOptions) -> Result<(), Failure> {
    let folder = &options.folder;
    let (record, sweep) = sweep::read_to_draw(folder, &Terminal { quiet: false })?;
    let wishes = wishes(options, &record)?;
    let width = width(options, sweep.scenario.width)?;
    let reads_series = wishes.iter().any(|wish| wish.path);
    check_tables(folder, &record, reads_series).map_err(|fault| {
        let help = "`tillit status` shows the progress of the sweep; the command that started it runs the missing part";
        Failure::Failed(format!("no figure is drawn: {fault}\n   help: {help}"))
    })?;
    let out = options.out.as_ref().unwrap_or(folder);
    let results = SweepResults { folder, record: &record, sweep: &sweep };
    let mut text = String::new();
    for wish in wishes {
        let drawn = guarded(|| sweeps::draw(results, &wish, width));
        let drawn = drawn.unwrap_or_else(|panic| Err(format!("it cannot be drawn: {panic}")));
        let told = |fault| format!("the figure {} is not drawn: {fault}", wish.in_words());
        let drawn = drawn.map_err(|fault| Failure::Failed(told(fault)))?;
        for path in disk::write_files(out, &drawn, Policy::of(options.force))? {
            text += &format!("wrote {}\n", path.display());
        }
    }
    print(&text)
}

/// The width that was asked for, or that of the sweep's file.
fn width(options: &PlotOptions, own: Width) -> Result<Width, Failure> {
    let Some(typed) = &options.width else { return Ok(own) };
    Width::from_text(typed).ok_or_else(|| {
        let help = match Width::hint(typed) {
            hint if hint.is_empty() => String::new(),
            hint => format!("\n   help: {hint}"),
        };
        Failure::Mistake(format!(
            "--width {typed} is not a width of figures\n   allowed: {}{help}",
            Width::allowed()
        ))
    })
}

fn wishes(options: &PlotOptions, record: &Record) -> Result<Vec<Wish>, Failure> {
    let mut wishes = sweep::wishes(record);
    let names_axes = options.x.is_some() || options.metric.is_some() || options.y.is_some();
    if names_axes || options.best.is_some() || options.by.is_some() || options.path {
        let first = wishes.first();
        let x = options.x.clone().or(first.map(|wish| wish.x.clone()));
        let metric = options.metric.clone().or(first.map(|wish| wish.metric.clone()));
        wishes = vec![Wish {
            x: x.unwrap_or_default(),
            y: options.y.clone(),
            metric: metric.unwrap_or_default(),
            by: options.by.clone(),
            best: options.best.clone(),
            path: options.path,
            ..Wish::default()
        }];
    }
    let difference = options.difference.clone().map(<[String; 2]>::try_from).and_then(Result::ok);
    for wish in &mut wishes {
        // What is done with treatments also holds for the figures of the sweep, which may tell them apart.
        if options.treatment.is_some() || difference.is_some() || options.pool {
            let apart = |key: &Option<String>| key.as_deref() == Some(TREATMENT);
            if !names_axes && apart(&wish.by) {
                wish.by = None;
            }
            if !names_axes && apart(&wish.best) {
                wish.best = None;
            }
            (wish.treatment, wish.difference) = (options.treatment.clone(), difference.clone());
            wish.pool = options.pool;
        }
    }
    let factors: Vec<(&str, bool)> =
        record.factors.iter().map(|factor| (factor.key.as_str(), !factor.named)).collect();
    let metrics: Vec<&str> = record.metrics.iter().map(String::as_str).collect();
    for wish in &wishes {
        wish.check(&factors, &record.treatment_names(), &metrics, record.series)
            .map_err(|(key, fault)| Failure::Mistake(format!("--{key}: {fault}")))?;
    }
    Ok(wishes)
}
