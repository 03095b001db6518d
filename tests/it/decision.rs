//! The person of the laboratory is the agent of the organisation: the same decision, bit for bit. All
//! validation in the laboratory rests on this.

use rand::{Rng, RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;
use tillit::ground::lanes::{InstructionSet, LANES};
use tillit::lab::people::{Person, Population, Steering};
use tillit::model::catalogue::find_parameter;
use tillit::model::columns::{Block, Scratch, UnitAddress};
use tillit::model::levers::Lever;
use tillit::model::mechanisms::assurance::Assurance;
use tillit::model::mechanisms::decision::Task;
use tillit::model::mechanisms::output::COMPLEMENTARITY;
use tillit::model::mechanisms::payoffs::Payoffs;
use tillit::model::mechanisms::peer_punishment::PeerPunishment;
use tillit::model::mechanisms::{PHASES, PeriodContext, Rules, SectorLuck, Step};
use tillit::model::population::World;
use tillit::model::specification::ModelSpec;
use tillit::model::traits::{StaffType, Trait};

use crate::specs::parts;

/// Numbers of the decision, each drawn anew for each block, half of the time at its neutral value.
const NUMBERS: [&str; 24] = [
    "drive.vision",
    "conformity.weight",
    "payoffs.weight",
    "payoffs.others",
    "payoffs.own_loss",
    "payoffs.gain_of_others",
    "assurance.weight",
    "assurance.critical_mass",
    "assurance.steepness",
    "output.complementarity",
    "decision_noise.sd",
    "negative_reciprocity.weight",
    "peer_punishment.rate",
    "peer_punishment.power",
    "peer_punishment.vengeance",
    "peer_punishment.spread",
    "effort.substitution",
    "perceived_control.monitoring",
    "perceived_control.pay",
    "ratchet.foresight",
    "crowding_out.down_rate",
    "crowding_out.up_rate",
    "learning.rate",
    "trust.leader_trust",
];

/// Numbers that reach a person by its task, by its threat, and by its pay.
const BY_SITUATION: [&str; 8] = [
    "payoffs.own_loss",
    "payoffs.gain_of_others",
    "assurance.critical_mass",
    "output.complementarity",
    "peer_punishment.rate",
    "peer_punishment.power",
    "peer_punishment.vengeance",
    "ratchet.foresight",
];

/// A specification with random numbers of the decision and without noise of trust.
fn any_numbers(random: &mut impl Rng) -> ModelSpec {
    let mut p = parts("control");
    (p.groups[0].units, p.groups[0].staff) = (LANES as u32, 1);
    for key in NUMBERS {
        let parameter = find_parameter(key).unwrap();
        let high = parameter.range.high.min(3.0 * parameter.default.abs() + 1.0);
        let anywhere = parameter.range.low + random.random::<f64>() * (high - parameter.range.low);
        let value = parameter.neutral.filter(|_| random.random::<bool>()).unwrap_or(anywhere);
        p.values.insert(key, value);
    }
    p.values.extend([("run.replicates", 1.0), ("trust.noise", 0.0)]);
    p.build()
}

/// A block of units of one agent, each in a random situation; with threats where anyone rebukes anyone.
fn any_block(world: &World, rebukes: bool, random: &mut impl Rng) -> Block {
    let mut unit = 0;
    let mut block = world.block([(); LANES].map(|()| {
        unit += 1;
        UnitAddress { replicate: 0, unit: unit - 1, group: 0, spare: false }
    }));
    let agents = &mut block.agents;
    for lane in 0..LANES {
        let mut draw = || random.random::<f32>();
        agents.belief[0][lane] = draw();
        agents.trust[0][lane] = draw();
        agents.motivation[0][lane] = draw();
        agents.felt_vision[0][lane] = draw();
        agents.baseline_motivation[0][lane] = draw();
        agents.reciprocity[0][lane] = 1.2 * draw();
        agents.leader_reciprocity[0][lane] = draw();
        agents.control_aversion[0][lane] = 2.0 * draw() - 1.0;
        agents.trust_propensity[0][lane] = draw();
        agents.reciprocity_left[0][lane] = draw();
        agents.relation[0][lane] = 0.0;
        let threat = if rebukes { 2.0 } else { 0.0 };
        agents.threat_for_less[0][lane] = threat * draw();
        agents.threat_for_more[0][lane] = threat * draw();
        block.units.leader_trust[lane] = draw();
        block.units.competence[lane] = draw();
        block.units.credibility[lane] = block.units.competence[lane];
        for lever in [Lever::Pay, Lever::Monitoring, Lever::Sanction, Lever::Standard] {
            block.units.levers[lever][lane] = draw();
        }
        for lever in [Lever::Dialogue, Lever::Support] {
            block.units.levers[lever][lane] = draw();
        }
        block.units.levers[Lever::TeamPay][lane] = 0.0;
        block.units.levers[Lever::Ratchet][lane] = 0.0;
        block.flows.effective_standard[lane] = draw();
    }
    block
}

/// The person of the laboratory who is the agent of a lane, and how it is steered there.
fn person_of(block: &Block, lane: usize, population: &Population) -> (Person, Steering) {
    let agents = &block.agents;
    let levers = &block.units.levers;
    let steering = Steering {
        monitoring: levers[Lever::Monitoring][lane],
        pay: levers[Lever::Pay][lane],
        support: levers[Lever::Support][lane],
        leader_trust: block.units.leader_trust[lane],
        dialogue: levers[Lever::Dialogue][lane],
        competence: block.units.competence[lane],
    };
    let mut person = population.person(&mut Xoshiro256PlusPlus::seed_from_u64(1));
    person.kind = StaffType::Intrinsic;
    for (quality, column) in [
        (Trait::BaselineMotivation, &agents.baseline_motivation),
        (Trait::Reciprocity, &agents.reciprocity),
        (Trait::LeaderReciprocity, &agents.leader_reciprocity),
        (Trait::ControlAversion, &agents.control_aversion),
        (Trait::TrustPropensity, &agents.trust_propensity),
    ] {
        person.traits[quality as usize] = column[0][lane];
    }
    person.belief = agents.belief[0][lane];
    person.vision = agents.felt_vision[0][lane];
    person.reciprocity_left = agents.reciprocity_left[0][lane];
    person.threat = (agents.threat_for_less[0][lane], agents.threat_for_more[0][lane]);
    // How the person feels about its steering, at the trust and motivation of the agent.
    let felt = population.steered(&person, &steering);
    let (trust, motivation) = (agents.trust[0][lane], agents.motivation[0][lane]);
    (Person { trust, motivation, ..felt }, steering)
}

/// The work of the organisation as a person would be told it, who believes so much of its colleagues.
fn task_of(spec: &ModelSpec, belief: f32) -> Task {
    let (payoffs, assurance) = (Payoffs::<f32>::of(spec), Assurance::<f32>::of(spec));
    let together: f32 = spec.value(&COMPLEMENTARITY) as f32;
    let [bears_fruit] = assurance.at_row(&[belief]);
    let gain = payoffs.gain_of_others;
    Task {
        threshold: assurance.critical_mass,
        ..Task::gift(payoffs.own_loss, gain * ((1.0 - together) + together * bears_fruit))
    }
}

/// The bits of drive, efforts, and trust and motivation after the period, of organisation and person.
type Bits = [u32; 5];

/// Both, by lane: the block chooses and learns, and each person does.
fn both(spec: &ModelSpec, people: &ModelSpec, random: &mut impl Rng) -> Vec<(Bits, Bits)> {
    let (world, rules) = (World::new(spec), Rules::resolve(spec));
    let rebukes = PeerPunishment::<f32>::of(spec).acts();
    let mut block = any_block(&world, rebukes, random);
    let before = block.clone();
    let mut noise = vec![[0.0; LANES]; block.rows()];
    before.streams.decision.clone().fill_normals(&before.staff, &mut noise);
    let sectors = [SectorLuck::new(&world, 0)];
    let mut scratch = Scratch::default();
    scratch.fit(block.rows());
    let mut context = PeriodContext {
        world: &world,
        sectors: &sectors,
        first_replicate: 0,
        block: &mut block,
        scratch: &mut scratch,
        period: 1,
        instruction_set: InstructionSet::widest(),
    };
    let choose = PHASES.iter().find(|phase| phase.name == "choose").unwrap();
    (choose.run)(&rules, &mut context);
    rules.perceived_control.apply(&rules, &mut context);
    rules.trust.apply(&rules, &mut context);
    rules.crowding_out.apply(&rules, &mut context);
    let population = Population::new(people);
    let learning = Rules::resolve(people).learning;
    let one = |lane: usize| {
        let agents = &block.agents;
        let agent = [
            scratch.drive[0][lane],
            agents.measured_effort[0][lane],
            agents.cooperation[0][lane],
            agents.trust[0][lane],
            agents.motivation[0][lane],
        ];
        let (mut person, steering) = person_of(&before, lane, &population);
        let levers = &before.units.levers;
        let penalty = levers[Lever::Monitoring][lane] * levers[Lever::Sanction][lane];
        let terms = (steering.pay, penalty, before.flows.effective_standard[lane]);
        let drive = population.drive_of(&person, &task_of(spec, person.belief), noise[0][lane]);
        let (measured, other) = population.effort(drive, terms);
        let at_once = population.steered(&person, &steering).trust;
        let trust = learning.moved(person.trust, at_once, learning.rate);
        population.live_under_control(&mut person);
        let at_play = [drive, measured, other, trust, person.motivation];
        (agent.map(f32::to_bits), at_play.map(f32::to_bits))
    };
    (0..LANES).map(one).collect()
}

#[test]
fn a_person_at_play_decides_as_the_agent_of_the_organisation_bit_for_bit() {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(14);
    let mut different = std::collections::BTreeSet::new();
    for number in 0..24 {
        let spec = any_numbers(&mut random);
        for (lane, (agent, person)) in both(&spec, &spec, &mut random).into_iter().enumerate() {
            assert_eq!(agent, person, "specification {number}, lane {lane}");
            different.insert(agent);
        }
    }
    assert!(different.len() > 1_000, "only {} situations differ", different.len());
}

/// The control: a person with any one number of the decision changed is told apart.
#[test]
fn a_changed_number_would_be_noticed() {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(15);
    for key in NUMBERS {
        let noticed = (0..10).any(|_| {
            let spec = any_numbers(&mut random);
            let mut p = parts("control");
            (p.groups[0].units, p.groups[0].staff) = (LANES as u32, 1);
            p.values = NUMBERS.map(|key| (key, spec.value(find_parameter(key).unwrap()))).into();
            p.values.insert("trust.noise", 0.0);
            let range = find_parameter(key).unwrap().range;
            let value = p.values[key];
            let other = if value + 0.01 <= range.high { value + 0.01 } else { value - 0.01 };
            p.values.insert(key, other);
            let changed = p.build();
            both(&spec, &changed, &mut random).iter().any(|(agent, person)| agent != person)
        });
        assert_eq!(noticed, !BY_SITUATION.contains(&key), "{key}");
    }
}
