import pg from 'pg';

/** How long runs spent between two marks in their history, in milliseconds. */
export interface Stage {
  readonly name: string;
  readonly p50: number;
  readonly p99: number;
}

/**
 * The runs of the create-operator flow begun since then, cut at each transition the flow manager wrote. The first stage begins
 * when the gateway made the trigger (its `ce_time`), so it holds publishing, the bus and the first write.
 */
export async function stagesOfRuns(databaseUrl: string, since: Date): Promise<Stage[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string; p50: number; p99: number }>(
      `
      with last as (
        select id, (trigger->>'occurredAt')::timestamptz as sent_at
        from waveflow.flow_run where status = 'succeeded' and flow_type = 'create-operator' and started_at > $1
      ), mark as (
        select id as run_id, sent_at as at, 0 as place, 'gateway sends' as what from last
        union all
        select run_id, at, dense_rank() over (partition by run_id order by at), string_agg(kind || ' ' || task, ', ' order by flow_history.id)
        from waveflow.flow_history join last on last.id = run_id group by run_id, at
      ), step as (
        select place, what, lag(what) over run as before, extract(epoch from at - lag(at) over run) * 1000 as ms
        from mark window run as (partition by run_id order by place)
      )
      select format('%s -> %s', before, what) as name,
        percentile_cont(0.5) within group (order by ms)::float8 as p50, percentile_cont(0.99) within group (order by ms)::float8 as p99
      from step where before is not null group by place, before, what order by place, name
      `,
      [since],
    );
    return rows;
  } finally {
    await client.end();
  }
}
