import { expect, test } from 'vitest';
import { consumer, producer, producers, request, stateProducer } from './v1.ts';

test('a descriptor is the operation and what it is for', () => {
  expect(request('createThing')).toEqual({ kind: 'request', operation: 'createThing' });
  expect(consumer('noteThing')).toEqual({ kind: 'consumer', operation: 'noteThing' });
});

test('a producer makes the message of its operation', () => {
  const announce = producer<{ readonly thingId: string }>('announceThing', 'thing.created.v1');
  expect(announce({ thingId: '1' })).toEqual({ operation: 'announceThing', message: 'thing.created.v1', payload: { thingId: '1' } });
  expect(announce.operation).toBe('announceThing');
});

test('a producer of several messages takes the name of one', () => {
  const tell = producers<{ 'a.v1': { readonly a: number }; 'b.v1': { readonly b: number } }>('tell');
  expect(tell('b.v1', { b: 2 })).toEqual({ operation: 'tell', message: 'b.v1', payload: { b: 2 } });
  // @ts-expect-error: the payload of another message
  tell('a.v1', { b: 2 });
});

test('a producer of states also says that one is gone, under its key', () => {
  const keep = stateProducer<{ readonly thingId: string }>('keepThing', 'thing.state.v1');
  expect(keep.tombstone('7')).toEqual({ operation: 'keepThing', message: 'thing.state.v1', payload: null, subject: '7' });
  expect(keep({ thingId: '7' }).payload).toEqual({ thingId: '7' });
});
