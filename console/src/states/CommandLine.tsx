import './command-line.css';
import { CopyButton } from '../controls/CopyButton.tsx';

/** A command as one types it, with a button that copies it. */
export function CommandLine({ command }: { readonly command: string }) {
  return (
    <div className="command-line">
      <code>{command}</code>
      <CopyButton text={command}>Copy</CopyButton>
    </div>
  );
}
