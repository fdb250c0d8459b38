import { ActionIcon, Anchor, Button, type ActionIconProps, type AnchorProps, type ButtonProps } from "@mantine/core";
import { createLink } from "@tanstack/react-router";
import type { AnchorHTMLAttributes, Ref } from "react";

type Native<Props> = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof Props> & { ref?: Ref<HTMLAnchorElement> };

function AnchorBase(props: AnchorProps & Native<AnchorProps>) {
  return <Anchor {...props} />;
}

function ButtonBase(props: ButtonProps & Native<ButtonProps>) {
  return <Button component="a" {...props} />;
}

function ActionIconBase(props: ActionIconProps & Native<ActionIconProps>) {
  return <ActionIcon component="a" {...props} />;
}

/** A link to a page of the app, typed by its route. */
export const TextLink = createLink(AnchorBase);

/** A link to a page of the app that looks like a button. */
export const ButtonLink = createLink(ButtonBase);

/** A link to a page of the app that looks like an icon button; give it an aria-label. */
export const IconLink = createLink(ActionIconBase);
