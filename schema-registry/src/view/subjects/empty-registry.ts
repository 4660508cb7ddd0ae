import { type Html, html } from '../html/html.ts';

/** What to do with a registry that holds nothing. */
export const emptyRegistry = (origin: string): Html => html`<section class="empty" aria-labelledby="begin">
<h2 id="begin">There is no schema yet</h2>
<p>Register the schemas that your repository has released, looking first at what would be done:</p>
<pre tabindex="0" aria-label="Commands"><code>export SCHEMA_REGISTRY_URL=${origin}
vyarna registry push --dry-run
vyarna registry push</code></pre>
<p>Or register one by hand:</p>
<pre tabindex="0" aria-label="Command"><code>curl ${origin}/subjects/greetings-value/versions \\
  -H 'Content-Type: application/vnd.schemaregistry.v1+json' \\
  -d '{ "schema": "{\\"type\\": \\"record\\", \\"name\\": \\"Greeting\\", \\"fields\\": [{ \\"name\\": \\"text\\", \\"type\\": \\"string\\" }]}" }'</code></pre>
<p>Every client written for Confluent's registry takes this address unchanged.</p>
</section>`;
