import type { ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';

/** A search whose words go into the address; `keep` carries the other filters along. */
export function SearchBox({
  label,
  placeholder,
  value,
  keep,
}: {
  label: string;
  placeholder: string;
  value: string;
  keep: Readonly<Record<string, string>>;
}): ReactNode {
  return (
    <form role="search" className="flex w-full gap-2 sm:w-auto">
      {Object.entries(keep).map(([name, kept]) => (
        <input key={name} type="hidden" name={name} value={kept} />
      ))}
      <input
        type="search"
        name="q"
        aria-label={label}
        placeholder={placeholder}
        defaultValue={value}
        maxLength={254}
        className="min-h-8 min-w-0 flex-1 rounded-control border border-control bg-surface px-3 placeholder:text-muted hover:border-ink sm:w-80"
      />
      <Button type="submit">Search</Button>
    </form>
  );
}
