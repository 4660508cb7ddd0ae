import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Envelope } from './envelope.ts';
import { headerFault, readHeaders, writeHeaders } from './headers.ts';

type Head = Omit<Envelope<unknown>, 'payload'>;

const text = fc.string({ minLength: 1, maxLength: 40 });

const heads = fc
  .record(
    {
      id: fc.uuid(),
      type: text,
      source: text,
      occurredAt: text,
      traceId: text,
      correlationId: text,
      subject: text,
      causationId: fc.uuid(),
      partitionKey: text,
      deadline: text,
      replyTo: text,
      flowType: text,
      traceparent: text,
      tracestate: text,
      context: fc.record(
        { businessUnitId: fc.uuid(), operatorId: fc.uuid(), operatorSessionId: fc.uuid(), deviceSessionId: fc.uuid() },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: ['id', 'type', 'source', 'occurredAt', 'traceId', 'correlationId', 'context'] },
  )
  .map((head) => head as Head);

describe('message headers', () => {
  test('give back the envelope they were written from', () => {
    fc.assert(
      fc.property(heads, (head) => {
        expect(readHeaders(writeHeaders(head))).toEqual(head);
      }),
    );
  });

  test('have no header for what is not known, and none is empty', () => {
    fc.assert(
      fc.property(heads, (head) => {
        const headers = writeHeaders(head);
        expect(headerFault(headers)).toBeNull();
        expect(Object.keys(headers).length).toBe(2 + Object.keys(head).length - 1 + Object.keys(head.context).length);
      }),
    );
  });

  test('are CloudEvents 1.0 in binary mode with the trace context beside', () => {
    const head: Head = {
      id: '01890a5d-ac96-774b-bcce-b302099a8057',
      type: 'thing.thing.create.v1',
      source: '/apps/ez-edge',
      occurredAt: '2026-11-21T10:15:30.123Z',
      traceId: 'createThing-1',
      correlationId: 'createThing-1',
      traceparent: '00-1-2-01',
      context: { businessUnitId: 'b1' },
    };
    expect(writeHeaders(head)).toEqual({
      ce_specversion: '1.0',
      ce_id: '01890a5d-ac96-774b-bcce-b302099a8057',
      ce_type: 'thing.thing.create.v1',
      ce_source: '/apps/ez-edge',
      ce_time: '2026-11-21T10:15:30.123Z',
      ce_traceid: 'createThing-1',
      ce_correlationid: 'createThing-1',
      ce_businessunitid: 'b1',
      traceparent: '00-1-2-01',
      'content-type': 'application/vnd.vyarna.framed-avro',
    });
  });

  test('with an empty attribute or another content type are faulty', () => {
    expect(headerFault({ ce_subject: '' })).toBe('the header ce_subject is empty');
    expect(headerFault({ 'content-type': 'application/json' })).toBe('the content-type is not application/vnd.vyarna.framed-avro');
  });
});
