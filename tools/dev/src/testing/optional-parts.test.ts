import { expect, it } from 'vitest';
import { optionalParts } from './optional-parts.ts';

it('says of each part what is lacking and how to get it, and which must be there', async () => {
  expect(await optionalParts({ PATH: '', CHROMIUM_PATH: '/nowhere/chromium', REQUIRE_PYTHON: '1' })).toEqual({
    Kafka: { lacks: expect.stringMatching(/^there is no Java 17\. Install .*openjdk/), isRequired: false },
    Python: { lacks: expect.stringMatching(/^there is no Python 3\.11\. Install .*python3-venv/), isRequired: true },
    Browser: { lacks: expect.stringMatching(/^there is no Chromium\. Install .*apt-get install chromium/), isRequired: false },
  });
});
