<?php

namespace Drupal\wortlaut\Plugin\Block;

use Drupal\Core\Block\Attribute\Block;
use Drupal\Core\Block\BlockBase;
use Drupal\Core\Form\FormStateInterface;
use Drupal\Core\StringTranslation\TranslatableMarkup;

/**
 * The reader, for the article of the page that the block stands on.
 */
#[Block(id: 'wortlaut_reader', admin_label: new TranslatableMarkup('Wortlaut: who says what'))]
final class WortlautBlock extends BlockBase {

  /**
   * {@inheritdoc}
   */
  public function defaultConfiguration(): array {
    return ['article' => '.node__content .field--name-body'];
  }

  /**
   * {@inheritdoc}
   */
  public function blockForm($form, FormStateInterface $form_state): array {
    $form['article'] = [
      '#type' => 'textfield',
      '#title' => $this->t('Selector of the article'),
      '#default_value' => $this->configuration['article'],
      '#required' => TRUE,
    ];
    return $form;
  }

  /**
   * {@inheritdoc}
   */
  public function blockSubmit($form, FormStateInterface $form_state): void {
    $this->configuration['article'] = $form_state->getValue('article');
  }

  /**
   * {@inheritdoc}
   */
  public function build(): array {
    return [
      '#type' => 'html_tag',
      '#tag' => 'wortlaut-reader',
      '#attributes' => ['for' => $this->configuration['article']],
      '#attached' => ['library' => ['wortlaut/reader']],
    ];
  }

}
